/** Lets go of `window.ethereum` where it is ours; sites still find us by EIP-6963. */
export function standBack(window: object): void {
  const page = window as { ethereum?: { readonly isHoldall?: unknown } | null };
  if (page.ethereum?.isHoldall === true) delete page.ethereum;
}
