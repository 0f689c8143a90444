// SPDX-License-Identifier: 0BSD
pragma solidity 0.8.30;

// The name service of EIP-137, as much of it as a wallet asks, written from the standards for the tests. Anybody may set anything.

contract NameRegistry {
  mapping(bytes32 => address) public resolver;

  function setResolver(bytes32 node, address resolver_) external {
    resolver[node] = resolver_;
  }
}

contract NameResolver {
  mapping(bytes32 => mapping(uint256 => bytes)) records;
  mapping(bytes32 => string) public name;

  function set(bytes32 node, uint256 coinType, bytes calldata value) external {
    records[node][coinType] = value;
  }

  function setName(bytes32 node, string calldata name_) external {
    name[node] = name_;
  }

  function addr(bytes32 node) external view returns (address) {
    bytes memory value = records[node][60];
    return value.length == 20 ? address(bytes20(value)) : address(0);
  }

  function addr(bytes32 node, uint256 coinType) external view returns (bytes memory) {
    return records[node][coinType];
  }

  function supportsInterface(bytes4 id) external pure returns (bool) {
    return id == 0x3b3b57de || id == 0xf1cb7e06;
  }
}

// ENSIP-10: one resolver for every name below one. The address is made of the name, so that a test sees which was asked for.
contract WildcardResolver {
  function supportsInterface(bytes4 id) external pure returns (bool) {
    return id == 0x9061b923;
  }

  function resolve(bytes calldata name, bytes calldata data) external pure returns (bytes memory) {
    require(bytes4(data) == 0x3b3b57de);
    return abi.encode(address(uint160(uint256(keccak256(name)))));
  }
}

// ERC-3668: answers only by way of a web server.
contract OffchainResolver {
  error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callbackFunction, bytes extraData);

  function supportsInterface(bytes4 id) external pure returns (bool) {
    return id == 0x9061b923;
  }

  function resolve(bytes calldata, bytes calldata data) external view returns (bytes memory) {
    string[] memory urls = new string[](1);
    urls[0] = "https://names.example/{sender}/{data}.json";
    revert OffchainLookup(address(this), urls, data, this.supportsInterface.selector, "");
  }
}
