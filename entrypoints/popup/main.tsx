import { App } from '../../src/ui/app';
import { mount } from '../../src/ui/mount';

mount(<App />);
