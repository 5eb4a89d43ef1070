/// What commands have in common that write reports into files.
@NullMarked
package dev.handfast.cli.report;

import org.jspecify.annotations.NullMarked;
