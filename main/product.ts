/** What this program is called, its version with the digest of the source it was built of (`0.1.0+3f9a12c47be0`), and which Electron it is made for; filled in by the build. */
declare const __PRODUCT__: { name: string; version: string; electron: string };

export const product = __PRODUCT__;

/** True in an Electron other than the one this program is released with: good for tests, never a release. False on the command line. */
export const testRuntime = process.versions.electron !== undefined && process.versions.electron !== product.electron;

/** The name as a title says it. */
export const productTitle = testRuntime ? `${product.name} (test runtime, not a release)` : product.name;
