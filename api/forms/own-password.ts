import { z } from 'zod';
import { newPassword, typedPassword } from './fields.ts';

/** What a person types who changes their own password. */
export const ownPasswordForm = z.object({ currentPassword: typedPassword, password: newPassword });
