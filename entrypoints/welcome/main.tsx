import { Welcome } from '../../src/ui/screens/welcome/welcome';
import { mount } from '../../src/ui/mount';

mount(<Welcome />);
