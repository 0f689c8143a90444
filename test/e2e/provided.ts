import { inject } from 'vitest';
import { runOn } from './chains';

// What the suite's setup started, for every file of it.
runOn(inject('devnet'));
