/** What is used of the package, which brings no types. */
declare module 'fs-native-extensions' {
  /** Asks for an exclusive lock on an open file, without waiting; false when another holds it. */
  export function tryLock(fd: number): boolean;
}
