import { runOn } from './chains';
import { seat } from './seat';

runOn(seat.devnet);
