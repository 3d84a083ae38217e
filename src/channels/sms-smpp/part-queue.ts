/**
 * Parts that wait for a bind or for their turn. A whole window of a campaign may wait here, seconds of it at an
 * operator's pace, so the more urgent class leaves first here, too; within a class first in, first out.
 */
import type { MessageClass } from '../channel.ts';
import type { Part } from './job.ts';

const LANE: Readonly<Record<MessageClass, number>> = {
  otp: 0,
  transactional: 1,
  conversation: 2,
  marketing: 3,
};
/** Places that were left are given up once there are so many, and more than parts. */
const WORTH_COMPACTING = 1024;

interface Lane {
  parts: Part[];
  head: number;
}

export class PartQueue {
  readonly #lanes: readonly Lane[] = Object.values(LANE).map(() => ({ parts: [], head: 0 }));

  push(part: Part): void {
    this.#lanes[LANE[part.job.message.class]]?.parts.push(part);
  }

  /** The part that leaves next; undefined when none waits. */
  first(): Part | undefined {
    for (const { parts, head } of this.#lanes) if (head < parts.length) return parts[head];
    return undefined;
  }

  /** Takes the part that `first` returned. */
  dropFirst(): void {
    const lane = this.#lanes.find(({ parts, head }) => head < parts.length);
    if (lane === undefined) return;
    lane.head += 1;
    if (lane.head < WORTH_COMPACTING || lane.head * 2 < lane.parts.length) return;
    lane.parts = lane.parts.slice(lane.head);
    lane.head = 0;
  }

  waiting(): Part[] {
    return this.#lanes.flatMap(({ parts, head }) => parts.slice(head));
  }

  /** Forgets parts whose message has its outcome. */
  compact(): void {
    for (const lane of this.#lanes) {
      lane.parts = lane.parts.slice(lane.head).filter((part) => !part.job.settled);
      lane.head = 0;
    }
  }
}
