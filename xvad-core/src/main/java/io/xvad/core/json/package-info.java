/** Reading and writing JSON. For modules that store what they found as JSON of the same form. */
@NullMarked
package io.xvad.core.json;

import org.jspecify.annotations.NullMarked;
