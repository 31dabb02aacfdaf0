package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// handedOut is what a leaf says of a checkpoint that was handed out.
type handedOut struct {
	Type string
	Size int64
	Root string
}

func bundle(folder string, verifier note.Verifier) error {
	data := filepath.Join(folder, "data")
	signed, err := os.ReadFile(filepath.Join(data, "checkpoint"))
	if err != nil {
		return err
	}
	size, root, err := checkpoint(signed, verifier)
	if err != nil {
		return err
	}
	leaves, err := os.Open(filepath.Join(data, "leaves.jsonl"))
	if err != nil {
		return err
	}
	defer leaves.Close()
	lines := bufio.NewScanner(leaves)
	lines.Buffer(nil, 64<<20)
	count, older := 0, 0
	for lines.Scan() {
		var leaf struct {
			Index int64
			Line  string
		}
		if err := json.Unmarshal(lines.Bytes(), &leaf); err != nil {
			return err
		}
		head, err := headOf(filepath.Join(data, "proofs", fmt.Sprintf("%d.tlog-proof", leaf.Index)), signed)
		if err != nil {
			return err
		}
		if len(head) < 3 || head[2] != fmt.Sprintf("index %d", leaf.Index) {
			return fmt.Errorf("the proof of leaf %d is of another", leaf.Index)
		}
		hashes, err := parse(head[3:])
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(hashes, size, root, leaf.Index, tlog.RecordHash([]byte(leaf.Line))); err != nil {
			return fmt.Errorf("leaf %d: %w", leaf.Index, err)
		}
		count++
		var event handedOut
		if json.Unmarshal([]byte(leaf.Line), &event) != nil || event.Type != "checkpoint-handed-out" {
			continue
		}
		if err := extends(data, event, size, root, signed); err != nil {
			return err
		}
		older++
	}
	if err := lines.Err(); err != nil {
		return err
	}
	fmt.Printf("ok %d %v: %d leaves, %d older\n", size, root, count, older)
	return nil
}

func extends(data string, old handedOut, size int64, root tlog.Hash, signed []byte) error {
	head, err := headOf(filepath.Join(data, "consistency", fmt.Sprintf("%d.txt", old.Size)), signed)
	if err != nil {
		return err
	}
	oldRoot, err := tlog.ParseHash(old.Root)
	if err != nil {
		return err
	}
	hashes, err := parse(head[1:])
	if err != nil {
		return err
	}
	return tlog.CheckTree(hashes, size, root, old.Size, oldRoot)
}

// headOf gives the lines of a proof before its checkpoint, which must be the bundle's.
func headOf(path string, signed []byte) ([]string, error) {
	proof, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	head, rest, _ := bytes.Cut(proof, []byte("\n\n"))
	if !bytes.Equal(rest, signed) {
		return nil, fmt.Errorf("%s is of another checkpoint", path)
	}
	return strings.Split(string(head), "\n"), nil
}
