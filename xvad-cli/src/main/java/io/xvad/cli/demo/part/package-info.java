/** Renders a machined part, as it should be and with something wrong, for a demo that needs an object and no photographs. */
@NullMarked
package io.xvad.cli.demo.part;

import org.jspecify.annotations.NullMarked;
