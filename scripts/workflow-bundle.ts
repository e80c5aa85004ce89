import { bundleWorkflowCode } from '@temporalio/worker';
import type { BundleOptions } from '@temporalio/worker';

/**
 * In the workflows' context `new Error()` without words is nothing. The SDK makes one for each promise, to be asked for its
 * stack by the query `__stack_trace`: a quarter of what a workflow costs. Errors with words have their stacks, and are shown with
 * their sources when a workflow task fails. On one line with the code, so that the source map holds (ADR 0048).
 */
const NO_STACK_OF_PROMISES =
  '{const nothing=Object.freeze({});globalThis.Error=new Proxy(Error,{construct:(traced,args,made)=>args.length===0&&made===globalThis.Error?nothing:Reflect.construct(traced,args,made)})}';

/** The workflows behind a path as one text, as production's workers load it. */
export async function bundleWorkflows(options: BundleOptions): Promise<string> {
  const { code } = await bundleWorkflowCode(options);
  return NO_STACK_OF_PROMISES + code;
}
