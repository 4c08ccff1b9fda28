// A photo of a sheet as small as it can still be read; redrawn, it no longer says where it was taken.
const edgeMax = 2000;
const quality = 0.85;
const photos = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'];

/** What the browser cannot draw, and what is no photo, comes back as it was. */
export async function lighterPhoto(file: File): Promise<Blob> {
  if (!photos.includes(file.type)) return file;
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, edgeMax / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const pen = canvas.getContext('2d');
    if (pen === null) return file;
    // A transparent drawing would turn black.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const drawn = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', quality),
    );
    return drawn ?? file;
  } catch {
    return file;
  }
}
