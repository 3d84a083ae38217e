import type { IdentityKind } from '../contract.ts';

interface Address {
  readonly kind: IdentityKind;
  readonly address: string;
}

/** Of two people with one name: an address of each that speaks for their being one, as evidence. */
export function closeIdentities(ours: readonly Address[], theirs: readonly Address[]): string | undefined {
  for (const a of ours) {
    for (const b of theirs) {
      const near =
        (a.kind === 'phone' && b.kind === 'phone' && isOneSlip(a.address, b.address)) ||
        (a.kind === 'email' && b.kind === 'email' && boxOf(a.address) === boxOf(b.address));
      if (near) return `${a.address} · ${b.address}`;
    }
  }
  const kinds = new Set(ours.map(({ kind }) => kind));
  // One known by phone only, the other by another channel only: two halves of one person.
  if (ours.length > 0 && theirs.length > 0 && theirs.every(({ kind }) => !kinds.has(kind))) {
    return `${ours[0]?.address ?? ''} · ${theirs[0]?.address ?? ''}`;
  }
  return undefined;
}

const boxOf = (email: string): string => email.slice(0, email.lastIndexOf('@'));

/** One digit is different, missing, or has changed places with its neighbour. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.length === restB.length) {
    if (restA.slice(1) === restB.slice(1)) return true;
    return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  }
  return restA.slice(1) === restB || restB.slice(1) === restA;
}
