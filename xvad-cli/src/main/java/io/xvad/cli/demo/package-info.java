/** The demo: textures, synthetic defects, and everything done to them. */
@NullMarked
package io.xvad.cli.demo;

import org.jspecify.annotations.NullMarked;
