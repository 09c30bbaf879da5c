// The mirror of app/live/payload.py: header (JSON) and typed arrays out of bytes.

const TYPES = { f4: Float32Array, u4: Uint32Array, u1: Uint8Array };

const aligned = (offset) => (offset + 3) & ~3;

/** @returns the header, with every blob as {data, shape} under `blobs`. */
export function unpack(payload) {
  // Typed arrays need aligned memory, which a slice of a message seldom is.
  const bytes = payload.byteOffset % 4 ? payload.slice() : payload;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const blobs = {};
  let offset = aligned(4 + length);
  for (const [name, type, shape] of header.blobs) {
    const count = shape.reduce((product, n) => product * n, 1);
    const data = new TYPES[type](bytes.buffer, bytes.byteOffset + offset, count);
    blobs[name] = { data, shape };
    offset = aligned(offset + data.byteLength);
  }
  return { ...header, blobs };
}
