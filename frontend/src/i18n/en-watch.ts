/** English: the words around a loop that trains in a notebook. */
export const watch = {
  trail: 'From a notebook',
  over: 'This loop is over. Show it again in its notebook to look at it here.',
};
