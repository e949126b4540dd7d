package io.xvad.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** The body of a request, which knows whether it was read to its end. For one thread. */
final class RequestBody extends FilterInputStream {

    private static final int BLOCK = 1 << 14;

    private final OptionalLong declared;
    private boolean ended;

    private RequestBody(InputStream in, OptionalLong declared) {
        super(in);
        this.declared = declared;
    }

    /** One that is declared to be empty is read to its end. */
    static RequestBody of(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        OptionalLong declared = length(headers);
        RequestBody body = new RequestBody(exchange.getRequestBody(), declared);
        if (declared.orElse(0) == 0 && !headers.containsKey("Transfer-Encoding")) {
            body.read();
        }
        return body;
    }

    private static OptionalLong length(Headers headers) {
        String length = headers.getFirst("Content-Length");
        try {
            return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Its length in bytes as the head of the request declares it. */
    OptionalLong declared() {
        return declared;
    }

    boolean ended() {
        return ended;
    }

    /** Reads and drops what is left, at most about so many bytes. */
    void drop(long most) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long left = most; left > 0 && !ended; ) {
            left -= read(block, 0, BLOCK);
        }
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        ended |= read < 0;
        return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        ended |= read < 0;
        return read;
    }
}
