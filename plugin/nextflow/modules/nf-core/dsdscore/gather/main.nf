process DSDSCORE_GATHER {
    tag "${meta.id}"
    label 'process_single'

    conda "${moduleDir}/environment.yml"
    container "dsdscore:0.1.0"

    input:
    tuple val(meta), path(parts, arity: '1..*'), val(records)

    output:
    tuple val(meta), path("${prefix}.${extension}"), emit: vcf
    tuple val(meta), path("${prefix}.${extension}.{tbi,csi}"), emit: index
    tuple val("${task.process}"), val('bcftools'), eval('bcftools --version | sed "1!d; s/^.*bcftools //"'), topic: versions, emit: versions_bcftools

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def args2 = task.ext.args2 ?: ''
    def index_option = args2 ?: (fileExtension(parts) == 'bcf' ? '--csi' : '--tbi')
    prefix = task.ext.prefix ?: "${meta.id}_dsdscore"
    extension = fileExtension(parts)
    """
    cat > parts.txt <<'END_PARTS'
    ${parts.join('\n    ')}
    END_PARTS

    bcftools concat \\
        --naive \\
        ${args} \\
        --file-list parts.txt \\
        --output gathered.${extension}
    bcftools index ${index_option} gathered.${extension}

    # Not one record more or less than the index of the input has.
    gathered=\$(bcftools index --nrecords gathered.${extension})
    if [ "\$gathered" != "${records}" ]; then
        echo "error: ${meta.id}: the parts have \$gathered records together, the index of the input has ${records}. Index the input anew (bcftools index -f). If that does not help, annotate it whole (a window of 0)." >&2
        exit 1
    fi
    for file in gathered.*; do
        mv "\$file" "${prefix}\${file#gathered}"
    done
    """

    stub:
    def args2 = task.ext.args2 ?: ''
    def index_extension = args2.contains('csi') || fileExtension(parts) == 'bcf' ? 'csi' : 'tbi'
    prefix = task.ext.prefix ?: "${meta.id}_dsdscore"
    extension = fileExtension(parts)
    """
    ${extension == 'vcf.gz' ? 'echo "" | gzip >' : 'touch'} ${prefix}.${extension}
    touch ${prefix}.${extension}.${index_extension}
    """
}

// That of the parts, which are all of one kind.
def fileExtension(parts) {
    def name = parts[0].name
    if (name.endsWith('.vcf.gz')) {
        return 'vcf.gz'
    }
    if (name.endsWith('.bcf')) {
        return 'bcf'
    }
    error("DSDSCORE_GATHER: ${name}: parts are joined as they are, which needs bgzipped VCF or BCF: let DSDSCORE_ANNOTATE write --output-type z or b")
}
