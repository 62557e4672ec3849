/** The mark of the program: a flask with a tick. */
export function BrandMark({ size }: { size: number }) {
  return (
    <svg className="brand-mark" viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <rect width="64" height="64" rx="14" fill="#1f4e8c" />
      <path
        d="M25 12h14M28 12v16L16 47a5 5 0 0 0 4 8h24a5 5 0 0 0 4-8L36 28V12"
        fill="none"
        stroke="#fff"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="m24 44 6 6 11-12"
        fill="none"
        stroke="#8fd3a5"
        strokeWidth="4.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
