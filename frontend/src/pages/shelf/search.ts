/** Finds topics of the course by words. */
import type { CourseTree, Topic } from '../../protocol';

export interface Found {
  topic: Topic;
  lecture: number;
  section: string;
}

const MOST = 60;

/** Topics that have every word of `text`; those that can be tried and match by title first. */
export function findTopics(course: CourseTree, text: string): { found: Found[]; total: number } {
  const sought = fold(text).split(/\s+/).filter(Boolean);
  if (sought.length === 0) return { found: [], total: 0 };
  const hits: { found: Found; rank: number }[] = [];
  for (const lecture of course.lectures) {
    for (const section of lecture.sections) {
      for (const topic of section.topics) {
        const rank = rankOf(topic, `${section.title} ${lecture.title}`, sought);
        if (rank === null) continue;
        const found = { topic, lecture: lecture.number, section: section.title };
        hits.push({ found, rank });
      }
    }
  }
  hits.sort((one, other) => one.rank - other.rank);
  return { found: hits.slice(0, MOST).map((hit) => hit.found), total: hits.length };
}

/** The address where a topic can be tried, or null. */
export function linkOf(topic: Topic): string | null {
  if (!topic.lab) return null;
  return `/lab/${topic.lab}${topic.preset ? `#p=${topic.preset}` : ''}`;
}

/** 0 is best; null where a word is missing. */
function rankOf(topic: Topic, around: string, sought: string[]): number | null {
  const title = fold(topic.title);
  const all = `${title} ${fold(around)} ${fold(topic.shows)}`;
  if (!sought.every((word) => all.includes(word))) return null;
  const inTitle = sought.every((word) => title.includes(word));
  return (inTitle ? 0 : 2) + (topic.lab ? 0 : 1);
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
