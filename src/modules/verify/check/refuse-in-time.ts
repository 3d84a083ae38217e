/**
 * A refused code is answered a fixed time after it came in, whatever there was to find and to write: how long an
 * answer takes says nothing about its reason (OWASP ASVS 5.0, 6.3.8). The timer starts with the request and not
 * after the work, because what is left of a rounded timer would still tell how long the work took.
 */

/** Milliseconds. Work takes 3 on an idle machine, and the answer to a check is promised within 25. */
const REFUSAL_MS = 10;

/** Answers at once what `isRefused` does not say of it; the others, and what is thrown, when it is time. */
export async function refuseInTime<T>(work: () => Promise<T>, isRefused: (answer: T) => boolean): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const due = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, REFUSAL_MS);
  });
  try {
    const answer = await work();
    if (!isRefused(answer)) clearTimeout(timer);
    else await due;
    return answer;
  } catch (error) {
    await due;
    throw error;
  }
}
