package io.xvad.language.ask;

/** How a server is told what form an answer must have. Whatever it is told, the answer is checked. */
public enum AnswerFormat {
    /** By a JSON schema. */
    SCHEMA,
    /** That it must be JSON; the prompt says of what form. */
    JSON,
    /** Not at all, for servers that know neither; the prompt says it. */
    TEXT
}
