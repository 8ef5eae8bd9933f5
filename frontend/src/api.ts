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

/** What there is to see of a loop that trains in a notebook. */
export function fetchWatched(run: string): Promise<LabPage> {
  return ask<LabPage>(`/api/watched/${run}`);
}

/** A lab in a list. */
export type LabCard = Pick<LabPage, 'id' | 'title'>;

export function fetchLabs(): Promise<LabCard[]> {
  return ask<LabCard[]>('/api/labs');
}

export type TakeawayKind = 'script' | 'notebook' | 'weights' | 'onnx';

/** A run as a file to take home; a worker makes it, which may take a while. */
export async function fetchFile(
  run: string,
  kind: TakeawayKind,
  title: string,
): Promise<{ name: string; blob: Blob }> {
  const query = new URLSearchParams({ title: title.slice(0, 120) });
  const answer = await answerTo(`/api/runs/${run}/takeaway/${kind}?${query}`);
  const named = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '');
  return { name: named?.[1] ?? kind, blob: await answer.blob() };
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** `told` goes along as JSON. Throws an ApiError if the server cannot be reached or says no. */
export async function ask<T>(path: string, method: Method = 'GET', told?: object): Promise<T> {
  return (await (await answerTo(path, method, told)).json()) as T;
}

async function answerTo(path: string, method: Method = 'GET', told?: object): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (told) headers['content-type'] = 'application/json';
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, body: told ? JSON.stringify(told) : undefined });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ApiError('The server does not answer. Is it still running?', false);
  }
  if (answer.ok) return answer;
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
