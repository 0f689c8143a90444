import { ApprovalWindow } from '../../src/ui/screens/approval-window';
import { mount } from '../../src/ui/mount';

mount(<ApprovalWindow />);
