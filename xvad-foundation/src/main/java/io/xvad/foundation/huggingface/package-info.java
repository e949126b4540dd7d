/** Tokenizers that Hugging Face's own library reads, where DJL's binding to it is on the class path. */
@NullMarked
package io.xvad.foundation.huggingface;

import org.jspecify.annotations.NullMarked;
