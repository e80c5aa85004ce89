export function checkNode(version?: string): void;
export function staleness(root: string): string | undefined;
export function installWhenStale(root: string): Promise<void>;
