package io.xvad.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** A request that came without a server. */
final class Sent extends HttpExchange {

    private final Headers headers = new Headers();
    private final InputStream body;

    private Sent(InputStream body) {
        this.body = body;
    }

    static Request request(InputStream body, long length, String type) throws IOException {
        Sent sent = new Sent(body);
        sent.headers.set("Content-Length", String.valueOf(length));
        sent.headers.set("Content-Type", type);
        return new Request("sent", "POST", List.of(), sent, RequestBody.of(sent));
    }

    @Override
    public Headers getRequestHeaders() {
        return headers;
    }

    @Override
    public InputStream getRequestBody() {
        return body;
    }

    @Override
    public URI getRequestURI() {
        return URI.create("/");
    }

    @Override
    public String getRequestMethod() {
        return "POST";
    }

    @Override
    public Headers getResponseHeaders() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    @Override
    public OutputStream getResponseBody() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendResponseHeaders(int status, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getResponseCode() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public Object getAttribute(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(String name, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpPrincipal getPrincipal() {
        throw new UnsupportedOperationException();
    }
}
