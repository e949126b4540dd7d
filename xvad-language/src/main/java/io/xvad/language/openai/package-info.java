/** Servers that speak the protocol of OpenAI: Ollama, vLLM, llama.cpp, and others. */
@NullMarked
package io.xvad.language.openai;

import org.jspecify.annotations.NullMarked;
