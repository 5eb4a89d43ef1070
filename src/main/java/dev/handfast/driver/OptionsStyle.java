package dev.handfast.driver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/// How Immutables writes our options: hidden, and without annotations that a user's compiler would
/// look for in vain.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
@Value.Style(
    visibility = Value.Style.ImplementationVisibility.PACKAGE,
    allowedClasspathAnnotations = {Override.class})
public @interface OptionsStyle {}
