package dev.leastline.lab;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.util.ProgramUtils;

/** For the compiler: {@code Math.multiplyHigh}, which it does not know, gives way to its plain twin. */
public final class WideProductTransformer implements ClassHolderTransformer {
    private static final String CLASS = "dev.leastline.moments.WideProduct";

    /** For the compiler, which makes one by reflection. */
    public WideProductTransformer() {}

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (type.getName().equals(CLASS)) {
            MethodHolder high = type.getMethod(new MethodDescriptor("high", long.class, long.class, long.class));
            MethodHolder plain = type.getMethod(new MethodDescriptor("highPlain", long.class, long.class, long.class));
            high.setProgram(ProgramUtils.copy(plain.getProgram()));
        }
    }
}
