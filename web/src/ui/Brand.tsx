/** The mark: a small bridge (titian is a footbridge in Indonesian). */
export function BrandMark({ className = 'size-7' }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g fill="none" strokeLinecap="round" className="stroke-accent-on">
        <path d="M5 21c3.500-8 7.200-12 11-12s7.500 4 11 12" strokeWidth="3" />
        <path d="M5 21h22M12 11.500V21M20 11.500V21" strokeWidth="2" opacity="0.75" />
      </g>
    </svg>
  );
}
