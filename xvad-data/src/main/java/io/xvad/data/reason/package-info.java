/** Which reasons are right for which kind of defect. Read this to judge explanations against a table of your own. */
@NullMarked
package io.xvad.data.reason;

import org.jspecify.annotations.NullMarked;
