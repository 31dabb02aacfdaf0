// The part of papaparse that core uses. Its published types bring those of Node along, which core must not see.
declare module 'papaparse' {
  interface ParseOptions {
    delimiter?: string;
    quoteChar?: string;
    preview?: number;
    skipEmptyLines?: boolean | 'greedy';
  }
  const Papa: { parse(text: string, options: ParseOptions): { data: string[][]; errors: { type: string; code: string; message: string; row?: number }[] } };
  export default Papa;
}
