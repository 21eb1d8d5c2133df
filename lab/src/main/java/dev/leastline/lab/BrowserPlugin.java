package dev.leastline.lab;

import java.math.BigDecimal;
import org.teavm.dependency.AbstractDependencyListener;
import org.teavm.dependency.DependencyAgent;
import org.teavm.dependency.MethodDependency;
import org.teavm.interop.Export;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.model.util.ProgramUtils;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * What TeaVM is told when it compiles the lab. {@code Math.multiplyHigh}, which it does not know, gives way to its plain
 * twin; its {@code BigDecimal} counts digits as the JDK's does, {@link DecimalPrecision}; exceptions have no stack trace,
 * for which JavaScript would have to be compiled in the page. And what JavaScript hands to the {@link Doorway} is of the
 * classes that are declared there, not always null.
 */
public final class BrowserPlugin implements TeaVMPlugin {
    private static final MethodDescriptor HIGH = new MethodDescriptor("high", long.class, long.class, long.class);
    private static final MethodDescriptor HIGH_PLAIN =
            new MethodDescriptor("highPlain", long.class, long.class, long.class);
    private static final MethodDescriptor PRECISION = new MethodDescriptor("precision", int.class);
    private static final MethodDescriptor APPROXIMATE_PRECISION = new MethodDescriptor("aproxPrecision", int.class);
    private static final MethodDescriptor FILL_IN_STACK_TRACE =
            new MethodDescriptor("fillInStackTrace", Throwable.class);

    /** For TeaVM, which finds it among its services. */
    public BrowserPlugin() {}

    @Override
    public void install(TeaVMHost host) {
        host.add(new Changes());
        host.add(new Arguments());
    }

    private static final class Changes implements ClassHolderTransformer {
        @Override
        public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
            switch (type.getName()) {
                case "dev.leastline.moments.WideProduct" ->
                    type.getMethod(HIGH)
                            .setProgram(
                                    ProgramUtils.copy(type.getMethod(HIGH_PLAIN).getProgram()));
                case "java.math.BigDecimal" -> {
                    countDigits(type.getMethod(PRECISION), context);
                    countDigits(type.getMethod(APPROXIMATE_PRECISION), context);
                }
                case "java.lang.Throwable" -> {
                    ProgramEmitter body =
                            ProgramEmitter.create(type.getMethod(FILL_IN_STACK_TRACE), context.getHierarchy());
                    body.var(0, Throwable.class).returnValue();
                }
                default -> {
                    // As it is.
                }
            }
        }

        /** Keeps the result where TeaVM's own method keeps it. */
        private static void countDigits(MethodHolder method, ClassHolderTransformerContext context) {
            ProgramEmitter body = ProgramEmitter.create(method, context.getHierarchy());
            ValueEmitter self = body.var(0, BigDecimal.class);
            ValueEmitter known = self.getField("precision", int.class);
            body.when(known.isGreaterThan(body.constant(0))).thenDo(known::returnValue);
            ValueEmitter counted = body.invoke(DecimalPrecision.class, "of", int.class, self);
            self.setField("precision", counted);
            counted.returnValue();
        }
    }

    private static final class Arguments extends AbstractDependencyListener {
        @Override
        public void methodReached(DependencyAgent agent, MethodDependency method) {
            if (method.getMethod() == null
                    || method.getMethod().getAnnotations().get(Export.class.getName()) == null) {
                return;
            }
            for (int i = 0; i < method.getReference().parameterCount(); i++) {
                ValueType type = method.getReference().parameterType(i);
                if (!(type instanceof ValueType.Primitive)) {
                    method.propagate(i + 1, agent.getType(type)); // 0 is "this"
                }
            }
        }
    }
}
