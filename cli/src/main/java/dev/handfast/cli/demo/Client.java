package dev.handfast.cli.demo;

/// Which client a worker's process uses.
enum Client {
  /// The library's.
  HANDFAST,
  /// The exhibit: the seed's client before its fix.
  NAIVE
}
