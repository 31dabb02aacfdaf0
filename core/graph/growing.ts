/** Typed arrays of a length that is known only at the end. */

export interface Growing<Column extends Int32Array | Uint8Array> {
  /** The memory that the values are kept in: there may be more of it than values; another one when it grows. */
  readonly memory: Column;
  readonly length: number;
  push(value: number): void;
  pushAll(values: Column): void;
  /** The values alone. */
  values(): Column;
}

export function growingInt32(): Growing<Int32Array> {
  return growing((length) => new Int32Array(length));
}

export function growingUint8(): Growing<Uint8Array> {
  return growing((length) => new Uint8Array(length));
}

function growing<Column extends Int32Array | Uint8Array>(make: (length: number) => Column): Growing<Column> {
  let memory = make(1024);
  let length = 0;
  const grow = (least: number) => {
    const longer = make(Math.max(least, 2 * memory.length));
    longer.set(memory);
    memory = longer;
  };
  return {
    get memory() {
      return memory;
    },
    get length() {
      return length;
    },
    push(value) {
      if (length === memory.length) grow(length + 1);
      memory[length++] = value;
    },
    pushAll(values) {
      if (length + values.length > memory.length) grow(length + values.length);
      memory.set(values, length);
      length += values.length;
    },
    values: () => memory.slice(0, length) as Column,
  };
}
