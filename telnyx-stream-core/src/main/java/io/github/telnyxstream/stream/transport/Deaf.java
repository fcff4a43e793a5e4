package io.github.telnyxstream.stream.transport;

/** Hears nothing. */
enum Deaf implements TransportListener {
    INSTANCE;

    @Override
    public void onText(String message) {}

    @Override
    public void onText(byte[] utf8, int offset, int lengthBytes) {}

    @Override
    public void onBinary(int lengthBytes) {}

    @Override
    public void onClose(int code, String reason) {}

    @Override
    public void onError(Throwable cause) {}
}
