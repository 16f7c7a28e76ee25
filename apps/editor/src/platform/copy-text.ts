/**
 * Puts a text on the clipboard; answers whether it worked. The clipboard's own interface is missing on the plain-HTTP
 * addresses of an office network; there, what is selected is copied as by hand.
 */
export async function copyText(text: string): Promise<boolean> {
  if (globalThis.isSecureContext)
    return await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  // Inside an open dialog, which keeps the focus to itself.
  (document.activeElement?.parentElement ?? document.body).append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
  }
}
