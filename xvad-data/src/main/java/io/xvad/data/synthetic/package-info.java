/** Seeded synthetic defects with exact masks. Read this to make test data where real defects are missing. */
@NullMarked
package io.xvad.data.synthetic;

import org.jspecify.annotations.NullMarked;
