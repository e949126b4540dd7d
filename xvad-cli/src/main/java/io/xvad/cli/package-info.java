/** The {@code xvad} command. Read {@link io.xvad.cli.Main} first, then one class a subcommand. */
@NullMarked
package io.xvad.cli;

import org.jspecify.annotations.NullMarked;
