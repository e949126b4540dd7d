/** Reaching a chat model that a user names: patience with servers, a budget, and failures in a line. */
@NullMarked
package io.xvad.language.chat;

import org.jspecify.annotations.NullMarked;
