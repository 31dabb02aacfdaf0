;; MurmurHash3 x64 128 (Austin Appleby, public domain): 64-bit words need WebAssembly, as JavaScript's numbers hold 53 bits.
;; The caller holds the two words of state in h1 and h2, and may swap them, so that one instance serves all.
;; Assembled by build/assemble-murmur3.mjs.
(module
  (memory (export "memory") 5)
  (global $h1 (export "h1") (mut i64) (i64.const 0))
  (global $h2 (export "h2") (mut i64) (i64.const 0))

  (func $mix1 (param $k i64) (result i64)
    (i64.mul (i64.rotl (i64.mul (local.get $k) (i64.const 0x87c37b91114253d5)) (i64.const 31)) (i64.const 0x4cf5ad432745937f)))

  (func $mix2 (param $k i64) (result i64)
    (i64.mul (i64.rotl (i64.mul (local.get $k) (i64.const 0x4cf5ad432745937f)) (i64.const 33)) (i64.const 0x87c37b91114253d5)))

  (func $fmix (param $k i64) (result i64)
    (local.set $k (i64.mul (i64.xor (local.get $k) (i64.shr_u (local.get $k) (i64.const 33))) (i64.const 0xff51afd7ed558ccd)))
    (local.set $k (i64.mul (i64.xor (local.get $k) (i64.shr_u (local.get $k) (i64.const 33))) (i64.const 0xc4ceb9fe1a85ec53)))
    (i64.xor (local.get $k) (i64.shr_u (local.get $k) (i64.const 33))))

  ;; Takes `length` bytes from `at` on; a multiple of 16.
  (func (export "blocks") (param $at i32) (param $length i32)
    (local $end i32) (local $a i64) (local $b i64)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (local.set $a (global.get $h1))
    (local.set $b (global.get $h2))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $a (i64.xor (local.get $a)
          (i64.mul (i64.rotl (i64.mul (i64.load (local.get $at)) (i64.const 0x87c37b91114253d5)) (i64.const 31)) (i64.const 0x4cf5ad432745937f))))
        (local.set $a (i64.add (i64.mul (i64.add (i64.rotl (local.get $a) (i64.const 27)) (local.get $b)) (i64.const 5)) (i64.const 0x52dce729)))
        (local.set $b (i64.xor (local.get $b)
          (i64.mul (i64.rotl (i64.mul (i64.load offset=8 (local.get $at)) (i64.const 0x4cf5ad432745937f)) (i64.const 33)) (i64.const 0x87c37b91114253d5))))
        (local.set $b (i64.add (i64.mul (i64.add (i64.rotl (local.get $b) (i64.const 31)) (local.get $a)) (i64.const 5)) (i64.const 0x38495ab5)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (global.set $h1 (local.get $a))
    (global.set $h2 (local.get $b)))

  ;; Mixes in the last 0 to 15 bytes, which lie at 0 followed by zeros up to 16 (a zero word mixes to zero), and the
  ;; total length; leaves the digest at 0: 16 bytes, two little-endian words.
  (func (export "finish") (param $total i64)
    (local $a i64) (local $b i64)
    (local.set $a (i64.xor (i64.xor (global.get $h1) (call $mix1 (i64.load (i32.const 0)))) (local.get $total)))
    (local.set $b (i64.xor (i64.xor (global.get $h2) (call $mix2 (i64.load (i32.const 8)))) (local.get $total)))
    (local.set $a (i64.add (local.get $a) (local.get $b)))
    (local.set $b (i64.add (local.get $b) (local.get $a)))
    (local.set $a (call $fmix (local.get $a)))
    (local.set $b (call $fmix (local.get $b)))
    (local.set $a (i64.add (local.get $a) (local.get $b)))
    (local.set $b (i64.add (local.get $b) (local.get $a)))
    (i64.store (i32.const 0) (local.get $a))
    (i64.store (i32.const 8) (local.get $b))))
