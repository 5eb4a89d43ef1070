package dev.handfast.conformance;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/// Puts the seed into the message of a property that fails, behind the script, the diagram and the
/// token: jqwik itself prints it elsewhere, in a report of its own.
final class SeedInReport implements AroundPropertyHook {
  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    PropertyExecutionResult result = property.execute();
    if (result.status() != PropertyExecutionResult.Status.FAILED) {
      return result;
    }
    Throwable failure = result.throwable().orElseGet(AssertionError::new);
    String message =
        "%s%nseed:  %s of `%s`; all its scripts come again with @Property(seed = \"%s\")"
            .formatted(
                failure.getMessage(),
                result.seed().orElse("unknown"),
                context.targetMethod().getName(),
                result.seed().orElse(""));
    return result.mapToFailed(new AssertionError(message, failure));
  }
}
