/** What explainers of several packages need. For those who change this module. */
@NullMarked
package io.xvad.explainers;

import org.jspecify.annotations.NullMarked;
