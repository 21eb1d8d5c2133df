package dev.leastline.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** One HTML file with the lab in it and a script of a test, under the tightest policy that lets them run. */
final class Page {
    private Page() {}

    static Path write(Path folder, String data, String script) throws IOException {
        List<String> scripts = List.of(LabFiles.script(), script);
        StringBuilder policy = new StringBuilder("default-src 'none'; script-src 'wasm-unsafe-eval'");
        StringBuilder body = new StringBuilder();
        body.append(carried("module", LabFiles.module())).append(carried("data", data));
        for (String text : scripts) {
            policy.append(" 'sha256-").append(sha256(text)).append('\'');
            body.append("<script>").append(text).append("</script>\n");
        }
        return Files.writeString(
                folder.resolve("page.html"),
                "<!doctype html><html lang=en><meta charset=utf-8><title>under way</title>\n"
                        + "<meta http-equiv=Content-Security-Policy content=\"" + policy + "\">\n" + body);
    }

    /** Data blocks are no scripts, and need no leave of the policy. */
    private static String carried(String id, String text) {
        return "<script type=text/plain id=" + id + ">" + text + "</script>\n";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
