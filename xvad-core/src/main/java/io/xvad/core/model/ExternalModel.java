package io.xvad.core.model;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model that somebody else trained and that a detector relies on, such as the weights of CLIP or a language model behind an
 * endpoint. Holds no secret: of the endpoint, scheme, host, port and path are kept; user, password, query and fragment are
 * dropped.
 *
 * @param name its name and version as its makers give it
 * @param weightsSha256 SHA-256 of the weights, in hex, if they lie here
 * @param promptSha256 SHA-256 of what it is prompted with, in hex, if it is prompted
 * @param endpoint where it answers, if it does not run here
 */
public record ExternalModel(
        String name, Optional<String> weightsSha256, Optional<String> promptSha256, Optional<URI> endpoint) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ExternalModel {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an external model needs a name");
        }
        weightsSha256.ifPresent(ExternalModel::requireSha256);
        promptSha256.ifPresent(ExternalModel::requireSha256);
        endpoint = endpoint.map(ExternalModel::withoutSecrets);
    }

    /** A model of this name; the rest is not known yet. */
    public static ExternalModel named(String name) {
        return new ExternalModel(name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A copy with the SHA-256 of its weights.
     *
     * @throws IllegalArgumentException unless it is 64 digits in lower-case hex
     */
    public ExternalModel withWeights(String sha256) {
        return new ExternalModel(name, Optional.of(sha256), promptSha256, endpoint);
    }

    /** A copy with what it is prompted with, of which the SHA-256 is kept. */
    public ExternalModel withPrompt(String prompt) {
        return new ExternalModel(name, weightsSha256, Optional.of(Sha256.of(prompt)), endpoint);
    }

    /** A copy with the place where it answers, of which no secret is kept. */
    public ExternalModel withEndpoint(URI where) {
        return new ExternalModel(name, weightsSha256, promptSha256, Optional.of(where));
    }

    private static void requireSha256(String digest) {
        if (!SHA256.matcher(digest).matches()) {
            throw new IllegalArgumentException("a SHA-256 is 64 digits in lower-case hex, got '" + digest + "'");
        }
    }

    private static URI withoutSecrets(URI where) {
        if (where.getScheme() == null || where.getHost() == null) {
            throw new IllegalArgumentException("an endpoint needs a scheme and a host, as https://host/path");
        }
        String path = where.getRawPath() == null ? "" : where.getRawPath();
        String port = where.getPort() < 0 ? "" : ":" + where.getPort();
        return URI.create(where.getScheme() + "://" + where.getHost() + port + path);
    }
}
