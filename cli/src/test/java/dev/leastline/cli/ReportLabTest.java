package dev.leastline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every control of the lab does, in a browser. */
class ReportLabTest {
    @TempDir
    static Path folder;

    private static Reader reader;

    @BeforeAll
    static void start() {
        reader = new Reader(folder);
    }

    @AfterAll
    static void stop() {
        if (reader != null) {
            reader.close();
        }
    }

    @Test
    void shots() {
        reader.open();
        reader.screenshot("article");
        reader.width(390);
        reader.screenshot("narrow");
        reader.width(1600);
        reader.media("prefers-color-scheme", "dark");
        reader.screenshot("dark");
        reader.type("rate", "0.086");
        reader.type("iterations", "40");
        reader.screenshot("diverging");
        reader.open("examples/cars.csv", "dist ~ speed");
        reader.media("prefers-color-scheme", "light");
        reader.screenshot("cars");
        reader.open("examples/longley.csv", "y ~ x1 + x2 + x3");
        reader.screenshot("three");
        System.out.println(
                "ms "
                        + reader.ask(
                                "const t=[]; const p=window.leastlinePage; for (let i=0;i<20;i++){const s=performance.now(); p.change({rate:p.controls.rateAt(500+i*20)}); t.push(Math.round(performance.now()-s));} return t;"));
        reader.open("examples/cars.csv", "dist ~ speed");
        System.out.println(
                "ms "
                        + reader.ask(
                                "const t=[]; const p=window.leastlinePage; for (let i=0;i<20;i++){const s=performance.now(); p.change({rate:p.controls.rateAt(500+i*20)}); t.push(Math.round(performance.now()-s));} return t;"));
        System.out.println(
                "ms drag "
                        + reader.ask(
                                "const t=[]; const p=window.leastlinePage; for (let i=0;i<20;i++){const s=performance.now(); p.line.editing.move(3,10+i,20); t.push(Math.round(performance.now()-s));} return t;"));
        reader.open("examples/longley.csv", "y ~ .");
        System.out.println(
                "ms "
                        + reader.ask(
                                "const t=[]; const p=window.leastlinePage; for (let i=0;i<20;i++){const s=performance.now(); p.change({rate:p.controls.rateAt(500+i*20)}); t.push(Math.round(performance.now()-s));} return t;"));
        reader.screenshot("longley");
        reader.open("/tmp/big2.csv");
        reader.screenshot("big");
        System.out.println(reader.console());
        assertThat(reader.console()).isEmpty();
    }
}
