/** The pixels of an SVG, drawn by the window. */

/** More pixels than this, or longer sides, and a canvas of this browser stays empty. */
const mostPixels = 120_000_000;
const longestSide = 16_000;

/** Base64 of a PNG; `scale` 2 where that fits, less for large pictures. Throws where the window cannot draw it. */
export async function pngOf({ svg, width, height }: { svg: string; width: number; height: number }): Promise<{ base64: string; scale: number }> {
  const scale = Math.min(2, longestSide / width, longestSide / height, Math.sqrt(mostPixels / (width * height)));
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(width * scale);
    canvas.height = Math.floor(height * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('The window gave no place to draw on.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('The picture is too large for an image of pixels. Save it as SVG.');
    return { base64: await base64Of(blob), scale };
  } finally {
    URL.revokeObjectURL(address);
  }
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
