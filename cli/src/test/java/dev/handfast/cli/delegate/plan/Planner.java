package dev.handfast.cli.delegate.plan;

/// Decides what follows from what: [Pool#step], or something that has a fault.
@FunctionalInterface
interface Planner {
  Pool.Step step(Pool pool, PoolEvent event);
}
