// SPDX-License-Identifier: 0BSD
pragma solidity 0.8.30;

// Real contracts for the tests: honest ones of each standard, and every odd one that is met in the wild. `mint` is open to all.

contract Erc20 {
  string public name;
  string public symbol;
  uint8 public immutable decimals;
  uint256 public totalSupply;
  mapping(address => uint256) public balanceOf;
  mapping(address => mapping(address => uint256)) public allowance;

  event Transfer(address indexed from, address indexed to, uint256 value);
  event Approval(address indexed owner, address indexed spender, uint256 value);

  constructor(string memory name_, string memory symbol_, uint8 decimals_) {
    name = name_;
    symbol = symbol_;
    decimals = decimals_;
  }

  function mint(address to, uint256 amount) external {
    totalSupply += amount;
    balanceOf[to] += amount;
    emit Transfer(address(0), to, amount);
  }

  function approve(address spender, uint256 amount) external returns (bool) {
    allowance[msg.sender][spender] = amount;
    emit Approval(msg.sender, spender, amount);
    return true;
  }

  function transfer(address to, uint256 amount) external virtual returns (bool) {
    move(msg.sender, to, amount);
    return true;
  }

  function transferFrom(address from, address to, uint256 amount) external virtual returns (bool) {
    require(allowance[from][msg.sender] >= amount, "allowance");
    allowance[from][msg.sender] -= amount;
    move(from, to, amount);
    return true;
  }

  function move(address from, address to, uint256 amount) internal virtual {
    require(balanceOf[from] >= amount, "balance");
    balanceOf[from] -= amount;
    balanceOf[to] += amount;
    emit Transfer(from, to, amount);
  }
}

/// Answers false where it should revert, and moves nothing.
contract SaysFalse is Erc20("Says False", "FALSE", 18) {
  function transfer(address, uint256) external pure override returns (bool) {
    return false;
  }
}

/// Keeps a hundredth of every transfer.
contract TakesFee is Erc20("Takes Fee", "FEE", 18) {
  function move(address from, address to, uint256 amount) internal override {
    super.move(from, to, amount - amount / 100);
    super.move(from, address(this), amount / 100);
  }
}

/// Pays nothing out to whom it does not like.
contract Freezes is Erc20("Freezes", "ICE", 18) {
  function move(address, address, uint256) internal pure override {
    revert("frozen");
  }
}

/// USDT: transfer returns nothing.
contract SaysNothing {
  string public constant name = "Says Nothing";
  string public constant symbol = "MUTE";
  uint256 public constant decimals = 6;
  uint256 public totalSupply;
  mapping(address => uint256) public balanceOf;

  event Transfer(address indexed from, address indexed to, uint256 value);

  function mint(address to, uint256 amount) external {
    totalSupply += amount;
    balanceOf[to] += amount;
  }

  function transfer(address to, uint256 amount) external {
    require(balanceOf[msg.sender] >= amount, "balance");
    balanceOf[msg.sender] -= amount;
    balanceOf[to] += amount;
    emit Transfer(msg.sender, to, amount);
  }
}

/// MKR: name and symbol are words.
contract OldText {
  bytes32 public constant name = "Old Maker";
  bytes32 public constant symbol = "OLD";
  uint256 public constant decimals = 18;
  uint256 public constant totalSupply = 5e18;

  function balanceOf(address) external pure returns (uint256) {
    return 5e18;
  }
}

/// Whatever is asked, it uses up all the gas it was given.
contract BurnsGas {
  fallback() external {
    while (true) {}
  }
}

/// Whatever is asked, it returns a hundred kilobytes.
contract SaysTooMuch {
  fallback() external {
    assembly {
      return(0, 100000)
    }
  }
}

/// Whatever is asked, it returns the largest number there is.
contract SaysMost {
  fallback() external {
    assembly {
      mstore(0, not(0))
      return(0, 32)
    }
  }
}

interface Receiver {
  function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4);
  function onERC1155Received(address, address, uint256, uint256, bytes calldata) external returns (bytes4);
}

contract Erc721 {
  string public constant name = "Test Pictures";
  string public constant symbol = "PIX";
  mapping(uint256 => address) owners;
  mapping(address => uint256) public balanceOf;

  event Transfer(address indexed from, address indexed to, uint256 indexed id);

  function supportsInterface(bytes4 id) external pure returns (bool) {
    return id == 0x01ffc9a7 || id == 0x80ac58cd;
  }

  function ownerOf(uint256 id) external view returns (address) {
    require(owners[id] != address(0), "no such piece");
    return owners[id];
  }

  function mint(address to, uint256 id) external {
    require(owners[id] == address(0), "taken");
    owners[id] = to;
    balanceOf[to]++;
    emit Transfer(address(0), to, id);
  }

  function safeTransferFrom(address from, address to, uint256 id) external {
    require(owners[id] == from && msg.sender == from, "not yours");
    owners[id] = to;
    balanceOf[from]--;
    balanceOf[to]++;
    emit Transfer(from, to, id);
    if (to.code.length > 0) {
      require(Receiver(to).onERC721Received(msg.sender, from, id, "") == Receiver.onERC721Received.selector, "refused");
    }
  }
}

/// No name and no symbol: ERC-1155 demands neither.
contract Erc1155 {
  mapping(address => mapping(uint256 => uint256)) public balanceOf;

  event TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value);

  function supportsInterface(bytes4 id) external pure returns (bool) {
    return id == 0x01ffc9a7 || id == 0xd9b67a26;
  }

  function mint(address to, uint256 id, uint256 amount) external {
    balanceOf[to][id] += amount;
    emit TransferSingle(msg.sender, address(0), to, id, amount);
  }

  function safeTransferFrom(address from, address to, uint256 id, uint256 amount, bytes calldata data) external {
    require(msg.sender == from && balanceOf[from][id] >= amount, "not yours");
    balanceOf[from][id] -= amount;
    balanceOf[to][id] += amount;
    emit TransferSingle(msg.sender, from, to, id, amount);
    if (to.code.length > 0) {
      require(Receiver(to).onERC1155Received(msg.sender, from, id, amount, data) == Receiver.onERC1155Received.selector, "refused");
    }
  }
}

/// The part of Multicall3 that the wallet uses, as its published interface has it.
contract Multicall {
  struct Call {
    address target;
    bool allowFailure;
    bytes callData;
  }
  struct Result {
    bool success;
    bytes returnData;
  }

  function getEthBalance(address owner) external view returns (uint256) {
    return owner.balance;
  }

  function aggregate3(Call[] calldata calls) external payable returns (Result[] memory results) {
    results = new Result[](calls.length);
    for (uint256 i = 0; i < calls.length; i++) {
      (bool success, bytes memory data) = calls[i].target.call(calls[i].callData);
      require(success || calls[i].allowFailure, "Multicall3: call failed");
      results[i] = Result(success, data);
    }
  }
}
