package dev.leastline.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Where a run of the command reads and writes: the answer goes to {@link #out}, talk to {@link #say}. Text is UTF-8 with
 * plain line feeds, whatever the machine is set to.
 */
final class Console {
    private final InputStream in;
    private final OutputStream bytes;
    private final Writer out;
    private final PrintStream talk;

    Console(InputStream in, OutputStream out, OutputStream talk) {
        this.in = in;
        this.bytes = new BufferedOutputStream(out, 1 << 16);
        this.out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        this.talk = new PrintStream(talk, true, StandardCharsets.UTF_8);
    }

    InputStream in() {
        return in;
    }

    /** Where the bytes of the answer go, for what is no text of ours. */
    OutputStream bytes() {
        return bytes;
    }

    /** The writer of the answer, for what writes to one by itself. */
    Writer out() {
        return out;
    }

    /** Prints a line of the answer. */
    void print(String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints a line of talk: advice, progress, what went wrong. */
    void say(String line) {
        Interruption.await();
        talk.print("leastline: " + line + "\n");
    }

    PrintStream talk() {
        return talk;
    }

    void flush() {
        Interruption.await();
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
