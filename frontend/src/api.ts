/** What the page asks over plain HTTP: the course and the labs. */
import type { CourseTree, LabPage } from './protocol';

/** An answer that was not what was asked for, as a sentence. `missing`: there is no such thing. */
export class ApiError extends Error {
  readonly missing: boolean;

  constructor(message: string, missing: boolean) {
    super(message);
    this.missing = missing;
  }
}

let course: Promise<CourseTree> | undefined;

export function fetchCourse(): Promise<CourseTree> {
  course ??= ask<CourseTree>('/api/course').catch((error: unknown) => {
    course = undefined;
    throw error;
  });
  return course;
}

export function fetchLab(id: string): Promise<LabPage> {
  return ask<LabPage>(`/api/labs/${encodeURIComponent(id)}`);
}

/** A lab in a list. */
export type LabCard = Pick<LabPage, 'id' | 'title'>;

export function fetchLabs(): Promise<LabCard[]> {
  return ask<LabCard[]>('/api/labs');
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** `told` goes along as JSON. Throws an ApiError if the server cannot be reached or says no. */
export async function ask<T>(path: string, method: Method = 'GET', told?: object): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (told) headers['content-type'] = 'application/json';
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, body: told ? JSON.stringify(told) : undefined });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ApiError('The server does not answer. Is it still running?', false);
  }
  if (answer.ok) return (await answer.json()) as T;
  throw new ApiError(await complaintOf(answer), answer.status === 404);
}

async function complaintOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { message } = JSON.parse(text) as { message?: string };
    if (message) return message;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return `The server answered with status ${answer.status}.`;
}
