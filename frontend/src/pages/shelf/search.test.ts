/** A search finds topics by any of their words. */
import { expect, test } from 'vitest';
import type { CourseTree, Topic } from '../../protocol';
import { findTopics, linkOf } from './search';

const topic = (id: string, title: string, change: Partial<Topic> = {}): Topic => ({
  ...{ id, title, kind: 'concept', shows: '', lab: null, preset: null, ...change },
});
const course: CourseTree = {
  ...{ topics: 3, open_topics: 1 },
  lectures: [
    {
      ...{ id: 'L10', number: 10, course: 1, title: 'Optimization' },
      sections: [
        {
          ...{ id: 's', title: 'Momentum' },
          topics: [
            topic('a', 'Why it helps'),
            topic('b', 'Momentum and its rate'),
            topic('c', 'Nesterov momentum', { lab: 'race', preset: 'nesterov' }),
          ],
        },
      ],
    },
  ],
};

test('topics that can be tried come first, then those that match by title', () => {
  const { found, total } = findTopics(course, 'MOMENTUM');
  expect(found.map((each) => each.topic.id)).toEqual(['c', 'b', 'a']);
  expect(total).toBe(3);
});

test('every word must be found', () => {
  expect(findTopics(course, 'momentum rate').total).toBe(1);
  expect(findTopics(course, 'momentum zebra').total).toBe(0);
  expect(findTopics(course, '   ').total).toBe(0);
});

test('only a topic with a lab has a link', () => {
  expect(linkOf(course.lectures[0]!.sections[0]!.topics[2]!)).toBe('/lab/race#p=nesterov');
  expect(linkOf(course.lectures[0]!.sections[0]!.topics[0]!)).toBeNull();
});
